with counted as (
    select
        mart.schooljaar,
        listed.categorie,
        sum(
            case
                when mart.is_volume_equal and listed.categorie = 'gelijk' then mart.n_leerlingen
                when mart.is_volume_within_tolerance and listed.categorie = 'binnen 5' then mart.n_leerlingen
                when mart.is_w_code_higher and listed.categorie = 'W-code hoger' then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('internship_registration') }} as mart
    cross join (values ('gelijk'), ('binnen 5'), ('W-code hoger')) as listed (categorie)
    -- only pupils in both systems have volumes to compare
    where mart.is_volume_equal is not null
    group by mart.schooljaar, listed.categorie
)

{{ cells_of('txt_007', ['schooljaar']) }}
