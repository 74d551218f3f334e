-- Each target with the place of its dealer; an unknown dealer stands under the empty key.
select
    t.month, t.metric, {amount:target} as target,
    coalesce(d.dealer_id, '') as dealer, coalesce(d.region, '') as region, coalesce(d.center, '') as center,
    coalesce(d.province, '') as province, coalesce(d.city, '') as city
from targets t
left join shop d on d.dealer_id = t.dealer_id
