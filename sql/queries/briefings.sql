-- One row a briefing, as it was last made, the newest day first. An empty city: all.
SELECT
    b.id AS id,
    b.city AS city,
    b.kind AS kind,
    toString(b.day) AS day,
    formatDateTime(b.made_at, '%FT%TZ', 'UTC') AS made_at,
    b.version AS version,
    b.through AS through,
    b.title AS title,
    b.headline AS headline,
    c.time_zone AS time_zone
FROM
(
    SELECT id, city, kind, day, made_at, version, through, title, headline
    FROM briefings
    WHERE {city:String} = '' OR city = {city:String}
    ORDER BY day DESC, city, kind, made_at DESC
    LIMIT 1 BY id
    LIMIT {most:UInt32}
) AS b
LEFT JOIN
(
    SELECT city, JSONExtractString(argMax(pack, published_at), 'timeZone') AS time_zone
    FROM cities
    GROUP BY city
) AS c ON c.city = b.city
ORDER BY b.day DESC, b.city, b.kind
