-- One row a day, or hour, as of which was looked, as it was last found, the newest first.
SELECT toString(as_of) AS day, version, document
FROM insights
WHERE city = {city:String} AND kind = {kind:String} AND as_of >= {from:Date} AND as_of <= {to:Date}
ORDER BY as_of DESC, hour DESC, made_at DESC
LIMIT 1 BY as_of, hour
LIMIT {most:UInt32}
