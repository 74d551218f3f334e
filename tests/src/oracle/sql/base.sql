-- One row a lead: its place, codes as they are counted, and every stamp as a day.
with stamps as (
    select
        l.*,
        row_number() over ()                as line,
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
        {minute:created_at}                 as created_minute,
        {minute:routed_at}                  as routed_minute,
        {minute:contacted_at}               as contacted_minute,
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
        contacted_minute - case when routed is null then created_minute else routed_minute end as minutes
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
    case when minutes >= 0 then minutes end as response
from stages l
left join shop d on d.dealer_id = l.dealer_id
