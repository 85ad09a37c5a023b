select
    period as schooljaar,
    -- R01: the count day falls in the year in which the school year ends
    cast(substr(period, 6, 4) || '-{{ var("teldag") }}' as date) as teldag,
    -- R50: who left in the newest school year is not known yet
    period = max(period) over () as is_newest
from {{ ref('stg_intake__active_files') }}
where agency = 'agodi' and dataset = 'inschrijvingen'
