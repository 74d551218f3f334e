select
    span, {key} as key,
    sum(n0) as leads, sum(n1) as contacted, sum(n2) as visited, sum(n3) as test_drive, sum(n4) as quoted,
    sum(n5) as orders, sum(n6) as deliveries,
    sum(m0) as matured_leads, sum(m5) as matured_orders, sum(placed) as orders_placed,
    sum(is_open) as open, sum(is_hot) as hot, sum(is_overdue) as overdue, sum(is_bank) as order_bank,
    sum(is_lost) as lost,
    sum(case when loser = 'dealer' then is_lost else 0 end) as lost_dealer,
    sum(case when loser <> '' then is_lost else 0 end) as lost_stated,
    sum(case when channel = 'event' then n5 else 0 end) as event_orders,
    sum(amount) as amount, count(amount) as amounts,
    sum(has_address) as with_address,
    count(answered) as responses,
    sum(case when answered <= 30 then 1 else 0 end) as responses_30,
    sum(case when answered <= 1440 then 1 else 0 end) as responses_1440,
    sum(n0 + n1 + n2 + n3 + n4 + n5 + n6 + is_lost + is_open + is_bank + coalesce(is_hot, 0) + coalesce(is_overdue, 0)) > 0
        as shown
from facts
where {pass}
group by span, {key}
