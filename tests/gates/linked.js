// A list of JSON-LD books on standard input -> for each, what TypeScript finds wrong with it by schema.org's own words,
// which schema-dts writes as types. One run for all, since reading the types takes longer than checking a book.
"use strict";

const ts = require("typescript");
const { join } = require("node:path");
const { readFileSync } = require("node:fs");

const books = JSON.parse(readFileSync(0, "utf8"));
const said = new Map(
  books.map((book, number) => [
    join(__dirname, `said-${number}.ts`),
    `import type { Book, WithContext } from "schema-dts";\nexport const said: WithContext<Book> = ${JSON.stringify(book)};\n`,
  ]),
);
const finds = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], ...finds };
const host = ts.createCompilerHost(options);
const { fileExists, getSourceFile } = host;
host.fileExists = (name) => said.has(name) || fileExists(name);
host.getSourceFile = (name, version, ...rest) =>
  said.has(name) ? ts.createSourceFile(name, said.get(name), version) : getSourceFile(name, version, ...rest);

const program = ts.createProgram([...said.keys()], options, host);
const faults = [...said.keys()].map((name) =>
  ts
    .getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n")),
);
process.stdout.write(JSON.stringify(faults));
