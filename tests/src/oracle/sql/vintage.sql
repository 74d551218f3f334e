with cohorts as (
    select c.month, c.last, b.d5 - b.created as days
    from (select * from base f where {pass}) b
    join calendar c on b.created between c.first and c.last
),
ages as (select * from (values (30), (60), (90), (120), (150), (180), (210), (240), (270), (300), (330), (360)) as a (age))
select
    month, age, count(*) as leads,
    sum(case when days between 0 and age then 1 else 0 end) as ordered,
    sum(case when days between 0 and age then 1 else 0 end) / cast(count(*) as double) as rate
from cohorts cross join ages
where last + age <= {as_of}
group by month, age
