select
    leerling_id,
    schooljaar,
    aanbieder,
    instellingsnummer,
    administratieve_groep,
    stelsel,
    begindatum,
    einddatum,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'inschrijvingen') }}
