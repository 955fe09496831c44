-- One row a day on which was looked, as it was last found, the newest day first.
SELECT toString(as_of) AS day, version, document
FROM insights
WHERE city = {city:String} AND kind = {kind:String} AND as_of >= {from:Date} AND as_of <= {to:Date}
ORDER BY as_of DESC, made_at DESC
LIMIT 1 BY as_of
LIMIT {most:UInt32}
