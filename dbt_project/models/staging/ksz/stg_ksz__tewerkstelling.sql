select
    code_insz as leerling_id,
    substr(kwartaal, 1, 4) || 'Q' || substr(kwartaal, 5, 1) as kalenderkwartaal,
    volgnr,
    bron,
    bce_kbo,
    nr_cp,
    clatra,
    t_prest,
    tauxaa,
    tauxpt,
    solidariteit as is_solidariteit,
    laatste_dag as is_active_on_last_day,
    source_delivery,
    source_file,
    source_line
from {{ source('ksz', 'tewerkstelling') }}
