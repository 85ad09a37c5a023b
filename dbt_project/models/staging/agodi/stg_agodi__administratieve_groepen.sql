select
    administratieve_groep,
    benaming,
    onderwijsvorm,
    cast(graad as string) as graad,
    cast(leerjaar as string) as leerjaar,
    studiegebied,
    studierichting,
    stageverplichting as has_stageverplichting,
    duaal as is_duaal,
    aanloopfase as is_aanloopfase,
    naamloos as is_naamloos,
    se_n_se as is_se_n_se,
    source_delivery,
    source_file,
    source_line
from {{ source('agodi', 'administratieve_groepen') }}
