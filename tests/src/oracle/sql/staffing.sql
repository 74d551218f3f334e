select
    dealer_id, name, region, annual as annual_sales_target, managers as crm_managers, specialists as crm_specialists,
    managers_needed, specialists_needed,
    greatest(managers_needed - managers, 0) as managers_short,
    greatest(specialists_needed - specialists, 0) as specialists_short
from shop x
where {places} and annual is not null and managers is not null and specialists is not null
    and (managers_needed > managers or specialists_needed > specialists)
