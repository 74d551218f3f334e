-- Dealers with deliveries, and the records that each has of complaints and of visits to the workshop.
select
    s.dealer_id, s.name, s.region, b.n as deliveries,
    case when {has_complaints} then coalesce(c.n, 0) end as complaints,
    case when {has_visits} then coalesce(v.n, 0) end as service_visits
from shop s
join (select dealer as seller, count(*) as n from base where d6 is not null group by dealer) b on b.seller = s.dealer_id
left join (select dealer_id as keeper, count(*) as n from complaints group by dealer_id) c on c.keeper = s.dealer_id
left join (select dealer_id as keeper, count(*) as n from service_visits group by dealer_id) v on v.keeper = s.dealer_id
where {places}
