select
    schooljaar,
    case when stroom = 'TSO' then 'TSO' else 'BSO' end as onderwijsvorm,
    case when stroom = 'BSO_DUAAL' then 'ja' else 'nee' end as duaal,
    case when studiegebied = 'Totaal' then 'alle' else studiegebied end as studiegebied,
    maat,
    opleidingstype,
    cast(aantal as bigint) as n_leerlingen
from {{ ref('stg_ahovoks__doorstroom_ho') }}
