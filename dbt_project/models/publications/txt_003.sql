with counted as (
    select
        mart.schooljaar,
        listed.categorie,
        sum(
            case
                when mart.is_zending_below_minimum and listed.categorie like 'zending: %' then mart.n_leerlingen
                when mart.is_w_code_below_minimum and listed.categorie like 'W-code: %' then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('internship_registration') }} as mart
    cross join (values ('zending: minder dan 18'), ('W-code: minder dan 18')) as listed (categorie)
    -- R23: all of P_OBL, registered or not
    where mart.is_p_obl and mart.stageregistratie is not null
    group by mart.schooljaar, listed.categorie
)

{{ cells_of('txt_003', ['schooljaar']) }}
