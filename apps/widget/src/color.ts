/** Black or white, whichever is easier to read on the colour; formula of WCAG 2.2, "relative luminance". */
export function contrastingWith(color: string): string {
  const [red, green, blue] = pixelOf(color).map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  // Against white 1.05 / (l + 0.05), against near-black (l + 0.05) / 0.056: equal here.
  return luminance > 0.19 ? '#101214' : '#ffffff';
}

/** Red, green and blue of any CSS colour, as the browser paints it. */
function pixelOf(color: string): number[] {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
