-- Olist sells its service itself: one seller, at its seat.
select
    'olist'    as dealer_id,
    'Olist'    as name,
    'Brasil'   as region,
    'Paraná'   as province,
    'Curitiba' as city
order by dealer_id
