/** Decorators whose parameter types are read at run time: Nest checks the payload against the class. */
const PAYLOADS = new Set(['Body', 'Query', 'Param', 'Headers']);

const nameOf = (annotation) => {
  const type = annotation?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
};

const decoratorNames = (node) =>
  (node.decorators ?? []).flatMap(({ expression }) => expression.callee?.name ?? expression.name ?? []);

const parameterOf = (node) => (node.type === 'TSParameterProperty' ? node.parameter : node);

/** Parameters that Nest fills by their type: those of an injected class's constructor, and payloads. */
const filledByType = (method, classIsDecorated) =>
  method.value.params.filter((parameter) => {
    const decorators = decoratorNames(parameter);
    if (method.kind === 'constructor') return classIsDecorated && decorators.length === 0;
    return decorators.some((name) => PAYLOADS.has(name));
  });

/**
 * An injected class or a payload class needs its import at run time. `import type` compiles, but the metadata becomes
 * `Function`: nothing is injected, and a bad payload is no longer refused.
 */
export const metadataNeedsImport = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { typeOnly: '{{name}} is needed at run time here: import it without `type`' },
  },
  create(context) {
    const typeOnly = new Set();
    return {
      ImportDeclaration: ({ importKind, specifiers }) => {
        for (const specifier of specifiers) {
          if (importKind === 'type' || specifier.importKind === 'type') typeOnly.add(specifier.local.name);
        }
      },
      MethodDefinition: (method) => {
        const classIsDecorated = method.parent.parent.decorators?.length > 0;
        for (const parameter of filledByType(method, classIsDecorated)) {
          const name = nameOf(parameterOf(parameter).typeAnnotation);
          if (typeOnly.has(name)) context.report({ node: parameter, messageId: 'typeOnly', data: { name } });
        }
      },
    };
  },
};
