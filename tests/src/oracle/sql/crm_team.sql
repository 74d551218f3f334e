select
    region as key, count(crm_team) as dealers, sum(case when crm_team then 1 else 0 end) as with_team,
    {ratio:sum(case when crm_team then 1 else 0 end)/count(crm_team)} as rate, {mark} as mark
from shop x
where {places}
group by region
having count(crm_team) > 0
