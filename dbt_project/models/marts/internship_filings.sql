select
    schooljaar,
    sector,
    stagecontract,
    stagegever_kbo is not null as is_filled_stagegever_kbo,
    begindatum_stage is not null as is_filled_begindatum,
    einddatum_stage is not null as is_filled_einddatum,
    halve_dagen is not null as is_filled_halve_dagen,
    has_medisch_onderzoek is not null as is_filled_medisch_onderzoek,
    cast(count(*) as bigint) as n_zendingen
from {{ ref('stg_agodi__zending_stage') }}
group by 1, 2, 3, 4, 5, 6, 7, 8
