select
    leerling_id,
    schooljaar,
    teldag,
    aanbieder,
    instellingsnummer,
    administratieve_groep,
    stelsel,
    source_line
from {{ ref('active_enrolments') }}
-- R02: the key of the dataset leaves no tie after the last level
qualify row_number() over (
    partition by leerling_id, schooljaar
    order by
        case when aanbieder = 'VOLTIJDS' then 0 else 1 end,
        case when stelsel = 'LINEAIR' then 0 else 1 end,
        begindatum desc,
        instellingsnummer,
        administratieve_groep
) = 1
