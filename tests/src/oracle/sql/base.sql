-- One row a lead: its place, codes as they are counted, and every stamp as a day.
with stamps as (
    select
        l.*,
        row_number() over (partition by lead_id order by cast(line as bigint)) as nth,
        {day:created_at}                    as created,
        {day:contacted_at}                  as s1,
        {day:visited_at}                    as s2,
        {day:test_drive_at}                 as s3,
        {day:quoted_at}                     as s4,
        {day:ordered_at}                    as s5,
        {day:delivered_at}                  as s6,
        {day:lost_at}                       as lost_day,
        {day:intended_on}                   as intended,
        {day:next_contact_on}               as next_contact,
        {minute:created_at}                 as m0,
        {minute:contacted_at}               as m1,
        {minute:visited_at}                 as m2,
        {minute:test_drive_at}              as m3,
        {minute:quoted_at}                  as m4,
        {minute:ordered_at}                 as m5,
        {minute:delivered_at}               as m6,
        {minute:lost_at}                    as lost_minute,
        {minute:routed_at}                  as routed_minute,
        {day:routed_at}                     as routed,
        {flag:prefers_brand}                as likes,
        {amount:amount}                     as paid
    from leads l
),
stages as (
    select
        *,
        coalesce(s1, least(s2, s3, s4, s5, s6)) as d1,
        coalesce(s2, least(s3, s4, s5, s6))     as d2,
        coalesce(s3, least(s4, s5, s6))         as d3,
        coalesce(s4, least(s5, s6))             as d4,
        coalesce(s5, s6)                        as d5,
        s6                                      as d6,
        m1 - case when routed is null then m0 else routed_minute end as minutes,
        -- What is wrong with a row, from the words of its cells.
        lead_id is null or created_at is null or channel is null
        or nth > 1
        or {amiss:day:created_at} or {amiss:day:routed_at} or {amiss:day:contacted_at}
        or {amiss:day:visited_at} or {amiss:day:test_drive_at} or {amiss:day:quoted_at}
        or {amiss:day:ordered_at} or {amiss:day:delivered_at} or {amiss:day:lost_at}
        or {amiss:day:intended_on} or {amiss:day:next_contact_on}
        or {amiss:flag:prefers_brand} or {amiss:flag:verified} or {amiss:flag:valid}
        or {amiss:count:contacts} or {amiss:amount:amount}
        or {strange:channel} or {strange:origin} or {strange:kind} or {strange:routed_to}
        or {strange:lost_reason} or {strange:lost_by} or {strange:missing_fields}
        or coalesce(greatest(created, s1, s2, s3, s4, s5, s6, lost_day) > {as_of}, false)
        or {disordered}                     as faulty
    from stamps
)
select
    l.lead_id,
    coalesce(d.dealer_id, '')               as dealer,
    coalesce(d.region, '')                  as region,
    coalesce(d.center, '')                  as center,
    coalesce(d.province, '')                as province,
    coalesce(d.city, '')                    as city,
    {code:channel}                          as channel,
    coalesce(l.series, '')                  as series,
    {code:origin}                           as origin,
    {code:kind}                             as kind,
    {code:lost_reason}                      as reason,
    {code:lost_by}                          as loser,
    coalesce(l.consultant_id, '')           as consultant,
    coalesce(l.customer_id, '/' || l.line)  as customer,
    created, s1, s2, s3, s4, s5, s6, d1, d2, d3, d4, d5, d6, lost_day, paid, next_contact,
    d5 is null and lost_day is null         as open,
    case
        when d5 is not null or lost_day is not null then 'closed'
        when likes and intended <= {hot_until} then 'hot'
        when likes and intended <= {warm_until} then 'warm'
        when likes and intended is not null then 'cold'
        else 'unclassified'
    end                                     as temperature,
    case
        when d6 is not null then 6
        when d5 is not null then 5
        when d4 is not null then 4
        when d3 is not null then 3
        when d2 is not null then 2
        when d1 is not null then 1
        else 0
    end                                     as last,
    coalesce(created <= {matured_until}, false) as matured,
    l.missing_fields is null                as qualified,
    -- A dealer that nobody knows is wrong too; none at all is not.
    faulty or l.dealer_id is not null and d.dealer_id is null as faulty,
    case when minutes >= 0 then minutes end as response
from stages l
left join shop d on d.dealer_id = l.dealer_id
