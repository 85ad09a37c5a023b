with counted as (
    select
        schooljaar,
        'zending: minder dan 18' as categorie,
        sum(case when is_zending_below_minimum then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('internship_registration') }}
    where is_p_obl and is_zending_below_minimum is not null
    group by schooljaar
    union all
    select
        schooljaar,
        'W-code: minder dan 18' as categorie,
        sum(case when is_w_code_below_minimum then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('internship_registration') }}
    where is_p_obl and is_w_code_below_minimum is not null
    group by schooljaar
)

{{ cells_of('txt_003', ['schooljaar']) }}
