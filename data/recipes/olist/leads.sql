-- A lead is a contact that marketing qualified; it is ordered when its deal was won. The segment and the
-- sales representative are known of won deals only, so that a rate by either would say nothing: they stay out.
select
    mql.mql_id                         as lead_id,
    'olist'                            as dealer_id,
    mql.first_contact_date             as created_at,
    mql.origin                         as channel,
    mql.landing_page_id                as campaign_id,
    deals.seller_id                    as customer_id,
    replace(deals.won_date, ' ', 'T')  as ordered_at
from mql
left join deals on deals.mql_id = mql.mql_id
order by created_at, lead_id
