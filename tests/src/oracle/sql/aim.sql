-- Each target's part that lies within a span.
select
    s.span, g.metric, g.dealer, g.region, g.center, g.province, g.city,
    g.target * (least(s.aim_t, c.last) - greatest(s.f, c.first) + 1) / cast(c.last - c.first + 1 as double) as amount
from goals g
join calendar c on c.month = g.month
cross join spans s
where least(s.aim_t, c.last) >= greatest(s.f, c.first) and {split} = false
