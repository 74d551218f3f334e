with buckets as (
    select * from (values
        (0, 'before', null, -1), (1, '0', 0, 0), (2, '1-3', 1, 3), (3, '4-7', 4, 7), (4, '8-14', 8, 14),
        (5, '15-30', 15, 30), (6, '31-60', 31, 60), (7, '61-90', 61, 90), (8, '91-180', 91, 180), (9, '181+', 181, null)
    ) as b (place, bucket, low, high)
),
n as (
    select b.place, b.bucket, b.low, b.high, sum(case when f.days is null then 0 else 1 end) as orders
    from buckets b
    left join (select days from facts f where span = 'cur' and days is not null and {pass}) f
        on f.days >= coalesce(b.low, -1000000) and f.days <= coalesce(b.high, 1000000)
    group by b.place, b.bucket, b.low, b.high
),
t as (select sum(orders) as orders from n)
select
    bucket, low as "from", high as "to", n.orders,
    {ratio:n.orders/t.orders} as share,
    {ratio:sum(n.orders) over (order by place)/t.orders} as cumulative
from n cross join t
