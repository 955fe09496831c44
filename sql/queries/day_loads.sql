-- One row: what the loads counted that told of a local day, up to a data version.
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
