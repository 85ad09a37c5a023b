select
    instellingsnummer,
    naam,
    net,
    provincie,
    aanbieder as aanbieder_instelling,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'instellingen') }}
