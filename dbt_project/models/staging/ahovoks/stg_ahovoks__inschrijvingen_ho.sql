select
    leerling_id,
    academiejaar,
    instelling_ho,
    opleidingstype,
    contract as contract_ho,
    inschrijvingsdatum,
    uitschrijvingsdatum,
    source_delivery,
    source_file,
    source_line
from {{ source('ahovoks', 'inschrijvingen_ho') }}
