with m as ({measures}),
c as (select * from m where span = 'cur'),
k as (select distinct key from m where shown)
select
    c.key as consultant, c.leads, c.orders, c.open, c.overdue, {ratio:c.leads/t.leads} as share_of_leads
from c join k on k.key = c.key cross join (select sum(leads) as leads from c) t
