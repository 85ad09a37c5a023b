select
    code_insz as leerling_id,
    substr(kwartaal, 1, 4) || 'Q' || substr(kwartaal, 5, 1) as kalenderkwartaal,
    bijdcat,
    hoedanigheid,
    source_delivery,
    source_file,
    source_line
from {{ source('ksz', 'zelfstandigen') }}
