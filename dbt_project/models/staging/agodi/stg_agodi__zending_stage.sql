select
    leerling_id,
    schooljaar,
    instellingsnummer,
    administratieve_groep,
    volgnummer,
    stagegever_kbo,
    sector,
    contract as stagecontract,
    begindatum as begindatum_stage,
    einddatum as einddatum_stage,
    halve_dagen,
    medisch_onderzoek as has_medisch_onderzoek,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'zending_stage') }}
