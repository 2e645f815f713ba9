/** Hosts that lead into the own network, in all the ways that an address can be written. */
export const privateHosts: readonly string[] = [
  // Loopback as it is, shortened, decimal, octal, hexadecimal, in other digits and dots, escaped.
  ...['127.0.0.1', '127.0.0.2', '127.255.255.254', '127.1', '127.0.1', '0', '0.0.0.0', '2130706433', '017700000001'],
  ...['0x7f000001', '0x7f.1', '0x7f.0.0.1', '0177.0.0.1', '0177.0.0.01', '0x7f.0x0.0x0.0x1', '127.0.0.1.', '127.0x1'],
  ...['00000177.1', '127.0.0.0x1', '127。0。0。1', '127．0．0．1', '①②⑦.⓪.⓪.①', '127%2e0%2e0%2e1', '%31%32%37.0.0.1'],
  // Private, link-local with the addresses of clouds' own services, carriers' NAT, special ones, multicast.
  ...[
    '10.0.0.1',
    '10.255.255.255',
    '0xa.0.0.1',
    '167772161',
    '012.0.0.1',
    '172.16.0.1',
    '172.31.255.254',
    '0xac100001',
  ],
  ...['192.168.0.1', '192.168.1.1', '3232235777', '0xc0a80101', '0300.0250.1.1', '192.168.257', '169.254.169.254'],
  ...[
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '169.254.0.1',
    '100.64.0.1',
    '100.127.255.254',
  ],
  ...['100.100.100.200', '168.63.129.16', '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.1', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  // IPv6: loopback, mapped, compatible, translated (NAT64), 6to4, Teredo, local, multicast, documentation.
  ...[
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:127.0.0.1]',
  ],
  ...['[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::ffff:c0a8:101]', '[::127.0.0.1]', '[::7f00:1]', '[::a00:1]'],
  ...['[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::7f00:1]', '[64:ff9b:1::a00:1]'],
  ...['[2002:7f00:1::]', '[2002:7f00:1::1]', '[2002:a00:1::1]', '[2002:c0a8:101::1]', '[2002:a9fe:a9fe::]'],
  ...['[2001:0:4136:e378:8000:63bf:80ff:fffe]', '[2001::1]', '[2001:10::1]', '[fe80::1]', '[febf::1]', '[fec0::1]'],
  ...['[fc00::1]', '[fd00::1]', '[fd00:ec2::254]', '[fdff:ffff::1]', '[ff02::1]', '[ff0e::1]', '[2001:db8::1]'],
  ...['[3fff::1]', '[100::1]', '[5f00::1]'],
];

/** Names, and the addresses that are found for them. */
export const privateNames: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'shop.localhost': ['::1'],
  'loopback.example': ['127.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'zero.example': ['0.0.0.0'],
  'one-of-two.example': ['93.184.215.14', '127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'office.example': ['10.1.2.3'],
  'six.example': ['fd00::1'],
};

/** Addresses that no port or network makes right. */
export const otherForms = (port: number): readonly string[] => [
  ...[
    `http://user@127.0.0.1:${port}/`,
    `http://user:secret@127.0.0.1:${port}/`,
    `http://shop.example@127.0.0.1:${port}/`,
  ],
  ...[`http://shop.example:80@127.0.0.1:${port}/`, `http:\\\\127.0.0.1:${port}\\`, `http:127.0.0.1:${port}`],
  ...[`//127.0.0.1:${port}/`, `127.0.0.1:${port}`, `ftp://127.0.0.1:${port}/`, `gopher://127.0.0.1:${port}/_GET`],
  ...[`dict://127.0.0.1:${port}/`, `ws://127.0.0.1:${port}/`, `ldap://127.0.0.1:${port}/`, 'file:///etc/passwd'],
  ...[
    'data:text/plain,secret',
    'javascript:alert(1)',
    `jar:http://127.0.0.1:${port}!/`,
    `view-source:http://127.0.0.1:${port}`,
  ],
  ...[
    `http://127.0.0.1:${port}#@shop.example/`,
    `http://127.0.0.1:${port}?@shop.example`,
    `\thttp://127.0.0.1:${port}/`,
  ],
  ...['http://', 'http://[', 'http://93.184.215.14:22/', 'https://93.184.215.14:6379/', 'http://93.184.215.14:0/'],
];
