-- One row: what an answer about the city depends on, its newest data version and its published pack.
SELECT
    (SELECT max(version) FROM manifest WHERE city = {city:String}) AS version,
    (SELECT argMax(hash, published_at) FROM cities WHERE city = {city:String}) AS hash
