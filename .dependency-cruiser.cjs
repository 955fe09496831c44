/** Who may import whom (README, "The house"). */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(sql|etl|server|dashboard|tests)/', pathNot: to },
})

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('model', '^sql/model/', '^sql/model/', 'the model imports nobody'),
    only('compile', '^sql/compile/', '^sql/(model|compile)/', 'the compiler knows the model alone'),
    only('sql', '^sql/(node|queries)/', '^sql/', 'sql imports nobody'),
    only('stats', '^server/stats/', '^server/stats/', 'statistics import nobody'),
    only(
      'insight',
      '^server/(insight|briefing)/',
      '^(sql/(model|compile)|server/(stats|insight|briefing))/',
      'insight reaches data only through an injected ask',
    ),
    only(
      'contract',
      '^server/contract/',
      '^(sql/model|server/contract)/',
      'the contract is shared',
    ),
    only(
      'routes',
      '^server/routes/',
      '^(sql/model|server/(contract|insight|briefing|routes))/',
      'routes parse, call, serialise',
    ),
    only('etl', '^etl/', '^(sql|etl|server/(insight|briefing|stats))/', 'the ETL does not serve'),
    {
      name: 'server-not-etl',
      comment: 'only the composition root knows the ETL',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/main\\.ts$' },
      to: { path: '^etl/' },
    },
    {
      name: 'dashboard-types-only',
      comment: 'the page takes types only, from the model and the contract',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { path: '^(sql|server|etl|tests)/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'dashboard',
      '^dashboard/',
      '^(dashboard|sql/model|server/contract)/',
      'the page knows the model and the contract',
    ),
    {
      name: 'not-tests',
      comment: 'the product does not import its tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
}
