import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Layers: routes -> features -> ui, api; a feature is entered by its index, a folder left by the `@/` path. */
const restricted = (...patterns) => ["error", { patterns }];
const byIndex = { group: ["@/features/*/*"], message: "enter a feature by its index.ts" };
const byPath = { group: ["../*"], message: "leave a folder by the `@/` path" };
const noFeature = { group: ["@/features/*", "@/routes/*"], message: "ui and api know no feature" };
const noReact = { group: ["react", "react-dom", "@tanstack/*", "@/features/*"], message: "the drawing knows no React and no feature" };

/** Words that a visitor reads stand in text modules (`mapText.ts`), where a translator finds them all. */
const words = "put words that a visitor reads into the feature's text module";
const VISIBLE = "JSXAttribute[name.name=/^(aria-label|title|placeholder|label|hint|alt|action)$/]";
const wordsInJsx = [
  "JSXText[value=/[A-Za-z]{2}/]",
  `${VISIBLE} > Literal[value=/[A-Za-z]{2}/]`,
  `${VISIBLE} TemplateElement[value.raw=/[A-Za-z]{2}/]`,
].map((selector) => ({ selector, message: words }));
/**
 * Two words with a space between them count as a visitor's. Not in an error, which only developers see, nor in CSS: values
 * with `var(`, media queries (`prefers-`), selectors (`closest`).
 */
const sentences = [
  ["Literal", "value"],
  ["TemplateElement", "value.raw"],
].map(([node, value]) => ({
  selector: `${node}[${value}=/^(?!.*(var\\(|prefers-)).*[A-Za-z’]{2}[,.:;!?]? [A-Za-z]{2}/]:not(NewExpression[callee.name='Error'] ${node}, CallExpression[callee.property.name='closest'] ${node})`,
  message: words,
}));

export default tseslint.config(
  { ignores: ["dist", "test-results", "src/api/__generated__", "public", "service-worker.js", "lighthouse"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat.recommended,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "max-lines": ["error", { max: 150, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", { max: 5 }],
      "no-restricted-imports": restricted(byIndex, byPath),
    },
  },
  { files: ["src/ui/**", "src/api/**"], rules: { "no-restricted-imports": restricted(noFeature, byPath) } },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "e2e/**", "e2e-speed/**"],
    rules: { "max-lines-per-function": "off" },
  },
  { files: ["src/features/map/drawing/**"], rules: { "no-restricted-imports": restricted(noReact, byPath) } },
  {
    files: ["src/**/*.ts", "src/**/*.tsx"],
    ignores: ["**/*Text.ts", "**/*.test.ts", "**/*.test.tsx", "src/test/**"],
    rules: { "no-restricted-syntax": ["error", ...wordsInJsx, ...sentences] },
  },
  // The walks with a clock take their steps from the others.
  { files: ["e2e-speed/**"], rules: { "no-restricted-imports": restricted(byIndex) } },
);
