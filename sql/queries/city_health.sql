-- One row a published city: its labels, its newest data version and how fresh it is.
SELECT
    c.city AS id,
    JSONExtractString(c.pack, 'names', 'en') AS en,
    JSONExtractString(c.pack, 'names', 'zh') AS zh,
    JSONExtractString(c.pack, 'timeZone') AS time_zone,
    JSONExtract(c.pack, 'sources',
        'Array(Tuple(id String, names Tuple(en String, zh String), retired Bool))') AS sources,
    m.version AS version,
    arraySum(m.slices.rows) AS complaints,
    arrayMap(s -> (s.1, formatDateTime(s.2, '%FT%TZ', 'UTC')), m.sources)
        ::Array(Tuple(source String, through String)) AS cut_offs,
    if(m.version = 0, NULL, formatDateTime(m.at, '%FT%TZ', 'UTC')) AS last_load
FROM
(
    SELECT city, argMax(pack, published_at) AS pack
    FROM cities
    GROUP BY city
) AS c
LEFT JOIN
(
    SELECT city, version, slices, sources, at
    FROM manifest
    WHERE (city, version) IN (SELECT city, max(version) FROM manifest GROUP BY city)
) AS m ON m.city = c.city
ORDER BY id
