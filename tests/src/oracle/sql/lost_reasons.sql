with r as (
    select reason, sum(is_lost) as lost, sum(case when loser = 'dealer' then is_lost else 0 end) as by_dealer
    from facts f
    where span = 'cur' and is_lost = 1 and {pass}
    group by reason
)
select reason, lost, {ratio:lost/t.total} as share, by_dealer
from r cross join (select sum(lost) as total from r) t
