-- One row a batch that read a file, the last first: what the ledger and the manifest say of it. An empty
-- city: all.
SELECT
    b.number AS batch,
    b.city AS city,
    b.source AS source,
    b.file AS file,
    multiIf(m.version > 0, 'loaded', b.failed, 'failed', b.parent < v.newest, 'abandoned', 'running') AS state,
    formatDateTime(if(m.version > 0, m.at, b.last_at), '%FT%TZ', 'UTC') AS at,
    m.rows_read AS rows_read,
    m.loaded AS loaded,
    m.superseded AS superseded,
    m.duplicates AS duplicates,
    m.rejected AS rejected,
    m.warnings AS warnings,
    m.first_day AS first_day,
    m.last_day + 1 AS end_day,
    if(m.version > 0, m.seconds, b.seconds) AS seconds,
    b.error AS error
FROM
(
    SELECT
        number,
        any(city) AS city,
        any(source) AS source,
        any(parent) AS parent,
        any(file) AS file,
        max(state IN ('failed', 'stopped')) AS failed,
        max(at) AS last_at,
        max(ledger.seconds) AS seconds,
        max(ledger.error) AS error
    FROM batches AS ledger
    WHERE ledger.source != '' AND ({city:String} = '' OR ledger.city = {city:String})
    GROUP BY number
    ORDER BY number DESC
    LIMIT 50
) AS b
LEFT JOIN manifest AS m ON m.batch = b.number AND m.city = b.city
-- An attempt that began before the city's newest version and has not ended never will.
LEFT JOIN (SELECT city, max(version) AS newest FROM manifest GROUP BY city) AS v ON v.city = b.city
ORDER BY batch DESC
