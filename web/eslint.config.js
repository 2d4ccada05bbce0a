import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Layers: routes -> features -> ui, api; a feature is entered by its index, a folder left by the `@/` path. */
const restricted = (...patterns) => ["error", { patterns }];
const byIndex = { group: ["@/features/*/*"], message: "enter a feature by its index.ts" };
const byPath = { group: ["../*"], message: "leave a folder by the `@/` path" };
const noFeature = { group: ["@/features/*", "@/routes/*"], message: "ui and api know no feature" };
const words = "put words that a visitor reads into the feature's text module";

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
      "no-restricted-imports": restricted(byIndex, byPath),
    },
  },
  { files: ["src/ui/**", "src/api/**"], rules: { "no-restricted-imports": restricted(noFeature, byPath) } },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "e2e/**", "e2e-speed/**"],
    rules: { "max-lines-per-function": "off" },
  },
  // Words stand in the features' text modules, where another language finds them.
  {
    files: ["src/**/*.tsx"],
    ignores: ["**/*.test.tsx", "src/test/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/[A-Za-z]{2}/]", message: words },
        {
          selector: "JSXAttribute[name.name=/^(aria-label|title|placeholder|label|hint|alt|action)$/] > Literal[value=/[A-Za-z]{2}/]",
          message: words,
        },
        {
          selector:
            "JSXAttribute[name.name=/^(aria-label|title|placeholder|label|hint|alt|action)$/] TemplateElement[value.raw=/[A-Za-z]{2}/]",
          message: words,
        },
      ],
    },
  },
  // The walks with a clock take their steps from the others.
  { files: ["e2e-speed/**"], rules: { "no-restricted-imports": restricted(byIndex) } },
);
