select count(*) as "rows", coalesce(sum(case when faulty then 1 else 0 end), 0) as touched
from facts f
where span = 'cur' and {pass} and (born or {cohort} = false and (w1 or w2 or w3 or w4 or w5 or w6 or is_lost = 1))
