-- One row: a briefing as it was last made. None where there is no such briefing.
SELECT document
FROM briefings
WHERE id = {id:String}
ORDER BY made_at DESC
LIMIT 1
