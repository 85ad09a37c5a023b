select
    code_insz as leerling_id,
    substr(kwartaal, 1, 4) || 'Q' || substr(kwartaal, 5, 1) as kalenderkwartaal,
    maand,
    dienst,
    categorie as categorie_werkzoekende,
    source_delivery,
    source_file,
    source_line
from {{ source('ksz', 'werkzoekenden') }}
