import { join } from 'node:path';
import ts from 'typescript';

/** As a new Pulumi project of TypeScript compiles, at its strictest. */
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
};

/** In the middle of this project, so that its packages are found; the file itself is never written. */
const place = join(process.cwd(), 'test', 'render', 'handover', 'program.cts');

export interface Compiled {
  readonly program: ts.Program;
  readonly source: ts.SourceFile;
}

/** Compiles a program against the packages that are installed. */
export const compile = (text: string): Compiled => {
  const disk = ts.createCompilerHost(options);
  const source = ts.createSourceFile(place, text, ts.ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile: (name, ...rest) => (name === place ? source : disk.getSourceFile(name, ...rest)),
    fileExists: (name) => name === place || disk.fileExists(name),
    readFile: (name) => (name === place ? text : disk.readFile(name)),
  };
  return { program: ts.createProgram([place], options, host), source };
};

export const errorsOf = ({ program, source }: Compiled): readonly string[] =>
  ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));

const isDeprecated = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): boolean =>
  symbol?.getJsDocTags(checker).some(({ name }) => name === 'deprecated') ?? false;

const nodesOf = (source: ts.SourceFile): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** The member of an object literal as the type it is given to declares it. */
const declared = (node: ts.PropertyAssignment, checker: ts.TypeChecker): ts.Symbol | undefined => {
  if (!ts.isObjectLiteralExpression(node.parent)) return undefined;
  return checker.getContextualType(node.parent)?.getProperty(node.name.getText().replaceAll('"', ''));
};

/** Every name in the program whose declaration says that it is deprecated: classes, functions, members, arguments. */
export const deprecatedIn = ({ program, source }: Compiled): readonly string[] => {
  const checker = program.getTypeChecker();
  return nodesOf(source).flatMap((node) => {
    // The packages hand their classes out as constants, which carry no mark: the class itself does.
    if (ts.isNewExpression(node))
      return isDeprecated(checker.getTypeAtLocation(node).symbol, checker) ? [node.expression.getText()] : [];
    if (ts.isIdentifier(node) && !ts.isPropertyAssignment(node.parent)) {
      const symbol = checker.getSymbolAtLocation(node);
      const real = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return isDeprecated(real, checker) ? [node.text] : [];
    }
    if (ts.isPropertyAssignment(node))
      return isDeprecated(declared(node, checker), checker) ? [node.name.getText()] : [];
    return [];
  });
};

export interface Constructed {
  readonly className: string;
  /** Names of all arguments that the class takes, and of those that are deprecated. */
  readonly takes: readonly string[];
  readonly deprecated: readonly string[];
  readonly given: readonly string[];
  /** The options as text: `protect` → `true`. */
  readonly options: Readonly<Record<string, string>>;
}

const membersOf = (node: ts.Expression | undefined): readonly ts.PropertyAssignment[] =>
  node !== undefined && ts.isObjectLiteralExpression(node) ? node.properties.filter(ts.isPropertyAssignment) : [];

/** Every `new` of a resource of alicloud's, with what its class takes and what it is given. */
export const constructedIn = ({ program, source }: Compiled): readonly Constructed[] => {
  const checker = program.getTypeChecker();
  return nodesOf(source).flatMap((node) => {
    if (!ts.isNewExpression(node) || !node.expression.getText().startsWith('alicloud.')) return [];
    const [, args, opts] = node.arguments ?? [];
    const parameter = checker.getResolvedSignature(node)?.parameters[1];
    const type = parameter && checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, node));
    const all = type?.getProperties() ?? [];
    return [
      {
        className: node.expression.getText(),
        takes: all.map(({ name }) => name),
        deprecated: all.filter((symbol) => isDeprecated(symbol, checker)).map(({ name }) => name),
        given: membersOf(args).map(({ name }) => name.getText()),
        options: Object.fromEntries(membersOf(opts).map((one) => [one.name.getText(), one.initializer.getText()])),
      },
    ];
  });
};
