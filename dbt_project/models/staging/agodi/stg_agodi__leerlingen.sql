select
    leerling_id,
    schooljaar,
    geslacht,
    geboortedatum,
    nationaliteit,
    thuistaal_niet_nl as has_thuistaal_niet_nl,
    schooltoelage as has_schooltoelage,
    opleiding_moeder_laag as has_opleiding_moeder_laag,
    buurt_schoolse_vertraging as has_buurt_schoolse_vertraging,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'leerlingen') }}
