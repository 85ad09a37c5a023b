select
    leerling_id,
    schooljaar,
    instellingsnummer,
    administratieve_groep,
    halve_dagen,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'w_codes') }}
