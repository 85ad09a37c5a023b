select
    schooljaar,
    stroom,
    studiegebied,
    maat,
    opleidingstype,
    aantal,
    source_delivery,
    source_file,
    source_line
from {{ source('ahovoks', 'doorstroom_ho') }}
