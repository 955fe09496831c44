-- One row: what the loads counted that told of a local day, up to a data version, and how many files failed
-- from one instant until another (seconds since 1970) and were not loaded since.
SELECT
    told.files AS files,
    told.rows_read AS rows_read,
    told.rejected AS rejected,
    told.warnings AS warnings,
    broken.files AS failed
FROM
(
    SELECT
        count() AS files,
        sum(manifest.rows_read) AS rows_read,
        sum(manifest.rejected) AS rejected,
        sum(manifest.warnings) AS warnings
    FROM manifest
    WHERE city = {city:String}
        AND version <= {version:UInt32}
        AND first_day <= {day:Date}
        AND last_day >= {day:Date}
) AS told
CROSS JOIN
(
    SELECT countIf(failed > loaded AND failed_at >= {since:UInt32} AND failed_at < {until:UInt32}) AS files
    FROM
    (
        SELECT
            maxIf(number, state = 'failed') AS failed,
            maxIf(number, number IN (SELECT batch FROM manifest WHERE city = {city:String})) AS loaded,
            toUnixTimestamp(maxIf(at, state = 'failed')) AS failed_at
        FROM batches
        WHERE city = {city:String} AND file != ''
        GROUP BY source, file
    )
) AS broken
