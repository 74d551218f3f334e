with y as (
    select to_char(cast(d5 as date), '%Y') as year, region as key, customer, paid
    from base f
    where d5 is not null and {pass}
),
g as (select year, key, count(distinct customer) as customers, sum(paid) as amount from y group by year, key),
t as (select year, sum(customers) as customers, sum(amount) as amount from g group by year)
select
    g.year, g.key, g.customers, {ratio:g.customers/t.customers} as share_of_customers,
    g.amount, {ratio:g.amount/t.amount} as share_of_amount
from g join t on t.year = g.year
