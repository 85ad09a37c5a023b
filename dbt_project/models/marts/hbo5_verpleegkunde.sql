select
    schooljaar,
    onderwijsvorm,
    case when studiegebied = 'Totaal' then 'alle' else studiegebied end as studiegebied,
    cast(n_gediplomeerden as bigint) as n_gediplomeerden,
    cast(n_doorgestroomd as bigint) as n_doorgestroomd
from {{ ref('stg_agodi__hbo5_verpleegkunde') }}
