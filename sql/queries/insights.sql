-- One row a day on which was looked, as it was last found, the newest day first.
SELECT toString(as_of) AS as_of, version, document
FROM insights AS found
WHERE city = {city:String} AND kind = {kind:String}
  AND found.as_of >= {from:Date} AND found.as_of <= {to:Date}
ORDER BY as_of DESC, made_at DESC
LIMIT 1 BY as_of
LIMIT {most:UInt32}
