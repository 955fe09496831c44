-- One row an event: what people said of the alerts of a city, the earliest first. An empty alert: all.
SELECT alert, formatDateTime(at, '%FT%T.%fZ', 'UTC') AS said_at, kind, author, text
FROM alert_events
WHERE city = {city:String} AND ({alert:String} = '' OR alert = {alert:String})
ORDER BY at
LIMIT {most:UInt32}
