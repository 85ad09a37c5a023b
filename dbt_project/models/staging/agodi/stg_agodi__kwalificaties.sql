select
    leerling_id,
    schooljaar,
    instellingsnummer,
    administratieve_groep,
    studiebewijs,
    datum as datum_studiebewijs,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'kwalificaties') }}
