select
    schooljaar,
    onderwijsvorm,
    studiegebied,
    gediplomeerden as n_gediplomeerden,
    doorgestroomd as n_doorgestroomd,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'hbo5_verpleegkunde') }}
