with m as (select * from ({measures}) x where span = 'cur')
select
    m.key as consultant, m.leads, m.orders, m.open, m.overdue, {ratio:m.leads/t.leads} as share_of_leads
from m cross join (select sum(leads) as leads from m) t
where m.leads + m.orders + m.open > 0
